/** A WebDAV server as strict as RFC 4918 lets one be: 409 where the folder above is missing, 405 for a folder that is there, weak about conditions as Apache is. */
import { createHash } from 'node:crypto';
import { type Call, type Loopback, loopback, type Said, unauthorized } from './loopback';

export type DavServer = Loopback & { readonly files: Map<string, Buffer>; readonly folders: Set<string>; readonly address: string };

export async function davServer(login = { user: 'ann', password: 'secret' }): Promise<DavServer> {
  const files = new Map<string, Buffer>();
  const folders = new Set<string>(['/dav/']);
  const server = await loopback((call) => unauthorized(call, login.user, login.password) ?? answer(call, files, folders));
  return Object.assign(server, { files, folders, address: `${server.origin}/dav` });
}

function answer({ method, path: raw, headers, body }: Call, files: Map<string, Buffer>, folders: Set<string>): Said {
  const path = decodeURIComponent(raw);
  const above = path.replace(/[^/]+\/?$/, '');
  switch (method) {
    case 'PROPFIND':
      return propfind(path, String(headers['depth'] ?? 'infinity'), files, folders);
    case 'MKCOL': {
      const folder = path.endsWith('/') ? path : `${path}/`;
      if (folders.has(folder) || files.has(path)) return { status: 405 };
      if (!folders.has(above)) return { status: 409 };
      folders.add(folder);
      return { status: 201 };
    }
    case 'PUT': {
      if (!folders.has(above)) return { status: 409 };
      const isNew = !files.has(path);
      files.set(path, body);
      return { status: isNew ? 201 : 204 };
    }
    case 'GET': {
      const file = files.get(path);
      if (file === undefined)
        return folders.has(path) ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>index</html>' } : { status: 404 };
      const etag = `"${createHash('md5').update(file).digest('hex').slice(0, 8)}"`;
      if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
      return { status: 200, headers: { etag, 'content-type': 'application/octet-stream' }, body: file };
    }
    case 'DELETE':
      return { status: files.delete(path) ? 204 : 404 };
    default:
      return { status: 405, headers: { allow: 'GET, PUT, DELETE, MKCOL, PROPFIND' } };
  }
}

function propfind(path: string, depth: string, files: Map<string, Buffer>, folders: Set<string>): Said {
  const folder = path.endsWith('/') ? path : `${path}/`;
  if (!folders.has(folder)) return { status: files.has(path) ? 207 : 404 };
  if (depth === 'infinity') return { status: 403 };
  const inside = [...folders, ...files.keys()].filter(
    (each) => each !== folder && each.startsWith(folder) && !each.slice(folder.length).replace(/\/$/, '').includes('/'),
  );
  const rows = [folder, ...(depth === '1' ? inside : [])].map(
    (each) => `<D:response><D:href>${encodeURI(each)}</D:href><D:propstat><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`,
  );
  return {
    status: 207,
    headers: { 'content-type': 'application/xml', dav: '1,2' },
    body: `<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:">${rows.join('')}</D:multistatus>`,
  };
}
