/** A bundle → one file in the wanted format. */
import { regionRows, toRows } from "./toRows.ts";
import type { Bundle } from "./bundle.ts";
import { writeDocument } from "./document.ts";
import { writeWorkbook } from "./workbook.ts";

export const FORMATS = ["yaml", "json", "xlsx"] as const;
export type Format = (typeof FORMATS)[number];

/** @param nameOf the name of a service that has no guide in the bundle */
export async function exportBundle(bundle: Bundle, format: Format, nameOf: (serviceId: string) => string = (id) => id): Promise<Buffer> {
  return format === "xlsx" ? writeWorkbook({ ...toRows(bundle, nameOf), ...(bundle.regions.length > 0 ? regionRows(bundle.regions, nameOf) : {}) }) : Buffer.from(writeDocument(bundle, format));
}
