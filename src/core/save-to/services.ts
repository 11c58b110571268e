/** The other readers' servers that one may keep as well: who they are, what each has to be told, and what was told of one. Asks nobody anything: send.ts does. */
import { webAddress } from '../address';

export const SERVICES = ['karakeep', 'linkding', 'wallabag', 'readeck', 'linkwarden', 'shaarli', 'readwise', 'raindrop'] as const;
export type Service = (typeof SERVICES)[number];

export type SecretName = 'token' | 'secret' | 'clientId' | 'clientSecret' | 'user' | 'password';

/** What each is to be told besides its address; in the order of `secrets`. */
export const SECRETS: Readonly<Record<Service, readonly SecretName[]>> = {
  karakeep: ['token'],
  linkding: ['token'],
  wallabag: ['clientId', 'clientSecret', 'user', 'password'],
  readeck: ['token'],
  linkwarden: ['token'],
  shaarli: ['secret'],
  readwise: ['token'],
  raindrop: ['token'],
};

/** Whose each is, by the name that is the same in every language. */
export const NAMES: Readonly<Record<Service, string>> = {
  ...{ karakeep: 'Karakeep', linkding: 'linkding', wallabag: 'wallabag', readeck: 'Readeck', linkwarden: 'Linkwarden', shaarli: 'Shaarli' },
  ...{ readwise: 'Readwise Reader', raindrop: 'Raindrop' },
};

/** Those that stand at one address for everybody. */
export const FIXED: Readonly<Partial<Record<Service, string>>> = { readwise: 'https://readwise.io', raindrop: 'https://api.raindrop.io' };

export type Account = { readonly service: Service; readonly address: string; readonly secrets: readonly string[] }; // address: without a slash at its end
/** Undefined where the address is none, or a secret is missing. */
export function readAccount(raw: unknown): Account | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { service, address, secrets } = raw as Readonly<Record<string, unknown>>; // as: every field is checked below
  const known = SERVICES.find((each) => each === service);
  if (known === undefined || !Array.isArray(secrets)) return undefined;
  const href = FIXED[known] ?? (typeof address === 'string' && address.length <= 2_000 ? webAddress(address) : undefined);
  const url = href === undefined ? null : URL.parse(href);
  const needed = SECRETS[known].length;
  const areSaid =
    secrets.length === needed && secrets.every((each) => typeof each === 'string' && each.trim() !== '' && each.length <= 2_000);
  if (url === null || url.username !== '' || url.password !== '' || !areSaid) return undefined;
  return {
    service: known,
    address: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    secrets: secrets.map((each: string) => each.trim()),
  };
}
