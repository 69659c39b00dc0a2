/** Fields of forms, as they were sent. */
import type { Request } from "express";

/** @returns "" where the field is missing; the first value where it was sent more than once */
export function field(req: Request, name: string): string {
  return fields(req, name)[0] ?? "";
}

/** Every value of a field that may be ticked more than once. */
export function fields(req: Request, name: string): readonly string[] {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string");
}

/** A list written into one box, separated as people separate: lines, commas, 、 or spaces. */
export function listIn(text: string): readonly string[] {
  return text.split(/[\s,，、;；]+/).map((part) => part.trim()).filter((part) => part !== "");
}
