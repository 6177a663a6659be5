// The walls of the project as data: who may import whom, and which layers may import which third-party package.
// The dependency checker, its tests and the reader share this one table.

/** Folder of each layer and the layers below it that it may import. `platform` is where it runs. */
const layers = {
  base: { folder: 'src/shared/base', mayImport: [], platform: 'anywhere' },
  domain: { folder: 'src/shared/domain', mayImport: ['base'], platform: 'anywhere' },
  crypto: { folder: 'src/shared/crypto', mayImport: ['base', 'domain'], platform: 'anywhere' },
  log: { folder: 'src/shared/log', mayImport: ['base', 'domain', 'crypto'], platform: 'anywhere' },
  sync: { folder: 'src/shared/sync', mayImport: ['base', 'domain', 'crypto', 'log'], platform: 'anywhere' },
  formats: { folder: 'src/shared/formats', mayImport: ['base', 'domain'], platform: 'anywhere' },
  timestamp: { folder: 'src/shared/timestamp', mayImport: ['base'], platform: 'anywhere' },
  report: { folder: 'src/shared/report', mayImport: ['base', 'domain', 'formats'], platform: 'anywhere' },
  ipc: { folder: 'src/shared/ipc', mayImport: ['base', 'domain'], platform: 'anywhere' },
  engine: { folder: 'src/engine', mayImport: ['base', 'domain', 'crypto', 'log', 'sync', 'formats', 'report', 'timestamp', 'ipc'], platform: 'anywhere' },
  disk: { folder: 'src/disk', mayImport: ['base', 'crypto', 'log', 'ipc'], platform: 'node' },
  network: { folder: 'src/network', mayImport: ['base', 'ipc'], platform: 'node' },
  worker: { folder: 'src/renderer/engine', mayImport: ['base', 'domain', 'crypto', 'log', 'formats', 'report', 'ipc', 'engine'], platform: 'worker' },
  ui: { folder: 'src/renderer/ui', mayImport: ['base', 'domain', 'ipc'], platform: 'window' },
  main: { folder: 'src/main', mayImport: ['base', 'ipc', 'disk', 'network'], platform: 'node' },
  preload: { folder: 'src/preload', mayImport: ['base', 'ipc'], platform: 'window' },
  server: { folder: 'src/server', mayImport: ['base', 'crypto', 'log', 'sync', 'disk'], platform: 'node' },
  hub: { folder: 'src/hub', mayImport: ['base', 'crypto', 'sync', 'ipc', 'network', 'server'], platform: 'node' },
  cli: { folder: 'src/cli', mayImport: ['base', 'domain', 'crypto', 'log', 'sync', 'formats', 'report', 'timestamp', 'ipc', 'engine', 'disk', 'network', 'server'], platform: 'node' },
};

/** Every third-party package of the product, once, with the layers that may import it. A package not listed may not be imported. */
const packages = {
  valibot: ['base', 'domain', 'crypto', 'log', 'sync', 'formats', 'ipc', 'engine', 'disk', 'network', 'main', 'server', 'hub', 'cli'],
  cborg: ['base'],
  'temporal-polyfill': ['base'],
  'libsodium-wrappers-sumo': ['crypto'],
  'age-encryption': ['crypto', 'disk', 'main'],
  '@scure/bip39': ['crypto'],
  uqr: ['report', 'engine', 'ui', 'cli'],
  dexie: ['worker'],
  react: ['ui'],
  'react-dom': ['ui'],
  'react-aria-components': ['ui'],
  'react-intl': ['ui'],
  '@internationalized/date': ['ui'],
  '@tanstack/react-table': ['ui'],
  '@tanstack/react-virtual': ['ui'],
  '@fontsource/ibm-plex-sans': ['ui', 'worker'],
  '@fontsource/ibm-plex-mono': ['ui', 'worker'],
  tinykeys: ['ui'],
  zustand: ['ui'],
  '@zxcvbn-ts/core': ['engine', 'worker', 'ui'],
  '@zxcvbn-ts/language-common': ['engine', 'worker', 'ui'],
  '@zxcvbn-ts/language-en': ['engine', 'worker', 'ui'],
  electron: ['main', 'preload', 'hub'],
  pg: ['server'],
  aws4fetch: ['server'],
};

/** Packages that one folder of their layer imports and no other. */
const packageFolders = { pg: 'src/server/store/postgres', aws4fetch: 'src/server/store/s3' };

/** What only tests may import, in any layer. */
const testPackages = ['vitest', 'fast-check', 'fake-indexeddb', 'markdown-it', '@xmldom/xmldom'];

/** Node's own ways to a network. */
const networkModules = ['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'undici', 'quic'];

/** The two places that may open a connection: the gate that knows the air-gap switch, and the server. */
const networkPlaces = ['src/network/', 'src/server/'];

module.exports = { layers, packages, packageFolders, testPackages, networkModules, networkPlaces };
