/** What stands for a note in a text, and what stands before the note itself. Knows no page. */

const MARK =
  /^[\s\u200b]*[[(]?\s*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶‖#]{1,4}|[⁰¹²³⁴-⁹]{1,3}|[①-⑳]|(?:note|fn|n|anm|注|註|脚注)\.?\s*\d{1,4}|nb\s*\d{1,3})\s*[\])]?\s*[.:]?[\s\u200b]*$/i;
const CALLED =
  /foot-?note|end-?note|noteref|(?:^|[\s_-])(?:fn|ref|reference|references|cite(?:_note|_ref)?|note|sdfootnote|easy-footnote|sidenote|aside-ref)(?:$|[\s_:.\d-])/i;
const NOTE_ROLE = /(?:^|\s)(?:doc-(?:foot|end)note|note|tooltip)(?:\s|$)/i;
const REF_ROLE = /(?:^|\s)(?:doc-noteref|noteref)(?:\s|$)/i;
const BACK =
  /^[\s\u00a0]*(?:[↩↑^⏎⤴↵⬆⇑]\ufe0e?\ufe0f?|back(?: to (?:text|content|top))?|return(?: to text)?|jump up|zurück|retour|\[?back\]?)[\s\u00a0]*$/i;

export const isMark = (words: string): boolean => words.length <= 16 && MARK.test(words);
export const isCalledNote = (names: string): boolean => CALLED.test(names);
export const isNoteRole = (role: string): boolean => NOTE_ROLE.test(role);
export const isRefRole = (role: string): boolean => REF_ROLE.test(role);
export const leadsBack = (words: string): boolean => BACK.test(words);
