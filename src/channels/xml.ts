/** The flat XML of WeChat's messages. No document type, no entities: what has them is refused unread. */
import { XMLParser } from "fast-xml-parser";

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false, trimValues: true });

/** @returns the fields of the message, or null when it is none */
export function readMessage(xml: string): Readonly<Record<string, string>> | null {
  if (/<!(?!\[CDATA\[)/.test(xml)) return null;
  let parsed: unknown;
  try {
    parsed = parser.parse(xml);
  } catch {
    return null;
  }
  const message = (parsed as { xml?: unknown } | null)?.xml;
  if (typeof message !== "object" || message === null) return null;
  return Object.fromEntries(Object.entries(message).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Numbers stand as they are, words in CDATA, as the vendor writes them. */
export function writeMessage(fields: Readonly<Record<string, string | number>>): string {
  const body = Object.entries(fields).map(([name, value]) => `<${name}>${typeof value === "number" ? value : cdata(value)}</${name}>`);
  return `<xml>${body.join("")}</xml>`;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}
