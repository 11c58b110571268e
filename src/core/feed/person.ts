/** The name in what feeds write for an author: "Name", "Name <mail>", "mail (Name)". Shows nobody's mail address. */

const MAIL = /[^\s<>()[\],;:]{1,64}@[^\s<>()[\],;:]{1,255}/;

/** Undefined where there is no name beside the mail address. */
export function nameOf(author: string | undefined): string | undefined {
  if (author === undefined) return undefined;
  const bracketed = /\(([^()@]{1,200})\)/.exec(author)?.[1];
  const rest = author
    .slice(0, 500)
    .replace(MAIL, '')
    .replace(/mailto:|<\s*>|\(\s*\)|\[\s*\]/g, '');
  const name = MAIL.test(author) && bracketed ? bracketed : rest;
  return name.replace(/\s+/g, ' ').trim() || undefined;
}
