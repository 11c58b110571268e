/** A server that speaks CouchDB's protocol (express-pouchdb), on a port and over a folder that are given, with what servers.mjs installed. Lets `ann` in alone. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [port, folder = '', packages = ''] = process.argv.slice(2);
const require = createRequire(join(packages, 'package.json'));
const [express, PouchDB, couchdb] = [require('express'), require('pouchdb'), require('express-pouchdb')];
const TOKEN = `Basic ${Buffer.from('ann:secret').toString('base64')}`;

const app = express();
app.use((/** @type {any} */ request, /** @type {any} */ response, /** @type {() => void} */ next) => {
  // any: express brings no types
  if (request.headers.authorization !== TOKEN) return response.status(401).json({ error: 'unauthorized' });
  delete request.headers.authorization; // it would be looked up among users of its own
  next();
});
app.use(couchdb(PouchDB.defaults({ prefix: `${folder}/` }), { mode: 'fullCouchDB', inMemoryConfig: true, logPath: join(folder, 'log') }));
app.listen(Number(port), '127.0.0.1');
