/** People tables, as the proof of a draft reads them too. */
export * from "../../src/curation/proof/people.ts";
