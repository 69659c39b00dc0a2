/** `POST /mcp`: the same tools over HTTP. Each request stands alone, so any node can answer it. */
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express, { type RequestHandler, type Router } from "express";
import type { Assistant } from "../../assistant/takeTurn.ts";
import { readBody } from "../body.ts";
import { methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";
import { mcpServer } from "./server.ts";

export function mcpRoutes(assistant: Assistant, version: string): Router {
  const answer: RequestHandler = async (req, res) => {
    const server = mcpServer(assistant, version);
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
    res.once("close", () => { void server.close(); });
    res.set("Cache-Control", "no-store");
    await server.connect(transport);
    await transport.handleRequest(req, res, req.body);
  };
  const router = express.Router();
  router.route("/").post(route("POST /mcp"), readBody, answer).all(methodNotAllowed("POST"));
  return router;
}
