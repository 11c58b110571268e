/** Hands a file to the reader as a download of the page: the way for which no permission is needed. */

const KEPT_MS = 60_000; // Firefox reads the file after the click

export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
