// A CouchDB-compatible server over PouchDB in a folder: `node server.mjs FOLDER`. Prints its port.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

const [, , folder] = process.argv;
mkdirSync(folder, { recursive: true });
const Database = PouchDB.defaults({ prefix: `${folder}${path.sep}` });
const app = express();
// Only what replication needs: no log, no web console, no configuration file in the working folder.
app.use('/', expressPouchDB(Database, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(folder, 'log.txt') }));
const listener = app.listen(0, '127.0.0.1', () => process.stdout.write(`${listener.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
