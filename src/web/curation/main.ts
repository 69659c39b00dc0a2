/**
 * What the pages of curation do beyond plain forms: what is typed is kept in this browser until it is saved, new
 * utterances are looked at while one types them, a running proof is followed, and a link to an item finds it open.
 * Without it everything still works.
 */
import { followProof } from "./follow.ts";
import { keepForms } from "./keep.ts";
import { lookAtLines } from "./look.ts";
import { openTarget } from "./target.ts";
import { uploadForms } from "./upload.ts";

keepForms(document, window.localStorage);
lookAtLines(document);
uploadForms(document);
openTarget(document);
followProof(document);
