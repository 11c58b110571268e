/** What class names say of a piece of code: its language, and which parts are numbers of lines. */

const SAID = /(?:^|\s)(?:highlight-source-|language-|lang-|brush:\s*|prettyprint lang-|sourceCode |highlight-)([a-z0-9+#._-]{1,30})/i;
const NO_LANGUAGE =
  /^(?:none|plain|plaintext|text|txt|nohighlight|no-highlight|auto|default|wrapper|code|block|js-file|toolbar|label|box)$/i;
const HIGHLIGHTED = /(?:^|\s)(?:hljs|sourceCode|prism|shiki|prettyprint)(?:\s|$)/;
/** Written by highlighters as a class of its own, with no word before it. */
const KNOWN =
  /(?:^|\s)(bash|c|clojure|cpp|csharp|css|dart|diff|dockerfile|elixir|elm|erlang|fsharp|go|graphql|haskell|html|http|ini|java|javascript|js|json|jsx|julia|kotlin|latex|lisp|lua|makefile|markdown|matlab|nginx|nix|objectivec|ocaml|perl|php|powershell|prolog|protobuf|python|py|r|ruby|rust|sass|scala|scheme|scss|shell|sh|sql|swift|tcl|toml|ts|tsx|typescript|vim|xml|yaml|zig|zsh)(?:\s|$)/i;
const GUTTER =
  /(?:^|\s)(?:lnt?|(?:[\w-]*[_-])?(?:line-?(?:no|nos|nums?|numbers?)(?:div|-rows|-wrapper)?|linenodiv|ln-n(?:um(?:bers?)?)?|gutter(?:-\w+)?|blob-num|crayon-nums?|code-line-number))(?=$|\s)/i;
const TOOLS =
  /(?:^|[\s_-])(?:toolbar|copy|copy-?\w*|btn|button|code-?(?:header|title|lang|toolbar|actions|copy|info)|lang-?(?:label|name)|language-?(?:label|name)|filename|clipboard|zeroclipboard\w*|sr-only)(?:$|[\s_-])/i;
const CODE_BOX =
  /(?:^|[\s_-])(?:hljs-ln|highlight\w*|rouge-table|lntable|code(?:hilite)?table|js-file-line-container|syntaxhighlighter|crayon-table|blob-wrapper|sourcecode|codetable|processedcode|react-code-lines|diff-table)(?:$|[\s_-])/i;

/** Lower case; undefined where nothing is said. */
export function languageIn(classes: string): string | undefined {
  const said = SAID.exec(classes)?.[1];
  if (said !== undefined && !NO_LANGUAGE.test(said)) return said.toLowerCase();
  return HIGHLIGHTED.test(classes) ? KNOWN.exec(classes)?.[1]?.toLowerCase() : undefined;
}

/** As a data attribute or a label names it; undefined for anything but one word. */
export function languageNamed(word: string | null | undefined): string | undefined {
  const name = (word ?? '').trim();
  return /^[a-z][a-z0-9+#._-]{0,29}$/i.test(name) && !NO_LANGUAGE.test(name) ? name.toLowerCase() : undefined;
}

export const isKnownLanguage = (word: string): boolean => KNOWN.test(word);
export const isGutter = (classes: string): boolean => classes !== '' && GUTTER.test(classes);
export const isCodeTool = (classes: string): boolean => classes !== '' && TOOLS.test(classes);
export const isCodeBox = (classes: string): boolean => classes !== '' && CODE_BOX.test(classes);
export const isLineClass = (classes: string): boolean => /(?:^|[\s_-])(?:line|row|code-?line|view-line)(?:$|[\s_-])/i.test(classes);
