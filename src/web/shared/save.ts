/** How long a file must stay before its address may go, in milliseconds: old phones begin the download late. */
const KEEP_FOR = 60_000;

/** Offers a file as a download. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_FOR);
}
