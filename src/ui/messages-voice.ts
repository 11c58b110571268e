/** `_locales` without a browser: a voice that reads a file of messages as browsers do. */
import type { Voice } from './words';

export type Entry = {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string; readonly example?: string }>>;
};
export type Messages = Readonly<Record<string, Entry>>;

/** Keys and placeholders in any case; `$$` is a dollar; what is filled in is never read again. A key that is missing is looked up in `fallback`. */
export function voiceOf(messages: Messages, uiLanguage: string, fallback: Messages = {}): Voice {
  const entries = new Map([fallback, messages].flatMap((file) => Object.entries(file).map(([key, entry]) => [key.toLowerCase(), entry])));
  return {
    uiLanguage: () => uiLanguage,
    message(key, substitutions) {
      const entry = entries.get(key.toLowerCase());
      if (entry === undefined) return '';
      if (substitutions.length > 9) throw new Error(`${key} has ${substitutions.length} substitutions; browsers take nine`);
      return withPlaceholders(entry).replace(/\$(\$|[1-9])/g, (_all, what: string) =>
        what === '$' ? '$' : (substitutions[Number(what) - 1] ?? ''),
      );
    },
  };
}

function withPlaceholders({ message, placeholders = {} }: Entry): string {
  const contents = new Map(Object.entries(placeholders).map(([name, { content }]) => [name.toLowerCase(), content]));
  return message.replace(/\$([a-z0-9_@]+)\$/gi, (_all, name: string) => {
    const content = contents.get(name.toLowerCase());
    if (content === undefined) throw new Error(`$${name}$ is no placeholder of this message: ${message}`);
    return content;
  });
}
