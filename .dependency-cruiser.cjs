// Direction, doors, packages, platforms and cycles, derived from the table in tools/walls/layers.cjs.
const { layers, packages, packageFolders, testPackages, networkModules, networkPlaces } = require('./tools/walls/layers.cjs');

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const inside = (folder) => `^${escape(folder)}/`;
const isTest = '(\\.test\\.tsx?$|/testing/)';
const packagePath = (name) => `(^|/)node_modules/(@types/)?${escape(name)}/`;
const foldersOf = (names) => names.map((name) => inside(layers[name].folder));
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const directions = Object.entries(layers).map(([name, { folder, mayImport }]) =>
  error(`${name}-looks-only-down`, `${name} may import: ${mayImport.join(', ') || 'nothing'}`, { path: inside(folder) }, { path: '^src/', pathNot: [inside(folder), ...foldersOf(mayImport)] }),
);

const doors = Object.entries(layers).map(([name, { folder }]) =>
  error(`${name}-has-one-door`, 'a layer is entered by its index only; tests may use the test helpers of a layer below', { path: '^src/', pathNot: inside(folder) }, { path: inside(folder), pathNot: [`${inside(folder)}index\\.ts$`, '/testing/'] }),
);

const packageRules = Object.entries(packages).map(([name, users]) =>
  error(`package-${name.replace(/[^a-z0-9]+/g, '-')}`, `${name} may be imported by: ${users.join(', ')}`, { path: '^src/', pathNot: foldersOf(users) }, { path: packagePath(name) }),
);

const folderRules = Object.entries(packageFolders).map(([name, folder]) =>
  error(`package-${name.replace(/[^a-z0-9]+/g, '-')}-in-one-folder`, `${name} is imported in ${folder} only`, { path: '^src/', pathNot: inside(folder) }, { path: packagePath(name) }),
);

const platformFree = Object.values(layers).filter(({ platform }) => platform !== 'node');

module.exports = {
  forbidden: [
    ...directions,
    ...doors,
    ...packageRules,
    ...folderRules,
    error('package-listed', 'every package is listed in tools/walls/layers.cjs with its layers', { path: '^src/', pathNot: isTest }, { path: '(^|/)node_modules/', pathNot: Object.keys(packages).map(packagePath) }),
    error('package-listed-for-tests', 'tests may import listed packages and the test tools', { path: isTest }, { path: '(^|/)node_modules/', pathNot: [...Object.keys(packages), ...testPackages].map(packagePath) }),
    error('node-core-where-node-runs', 'this layer does not run in Node alone', { path: platformFree.map(({ folder }) => inside(folder)), pathNot: isTest }, { dependencyTypes: ['core'] }),
    error('no-network', 'only the network gate and the server may open connections', { path: '^src/', pathNot: networkPlaces.map((place) => `^${escape(place)}`) }, { path: `^(node:)?(${networkModules.join('|')})(/|$)` }),
    error('product-stands-alone', 'the product imports nothing from tests, benches and tools', { path: '^src/', pathNot: isTest }, { path: '^(test|bench|tools)/' }),
    error('tests-stay-tests', 'test code is not part of the product', { path: '^src/', pathNot: isTest }, { path: isTest }),
    error('known-layer', 'every source file belongs to a layer of the table', { path: '^src/', pathNot: [...Object.values(layers).map(({ folder }) => inside(folder)), ...networkPlaces.map((place) => `^${escape(place)}`)] }, {}),
    error('no-cycles', 'files do not depend on themselves through others', { path: '^src/' }, { circular: true }),
    error('resolvable', 'an import that leads nowhere', { path: '^(src|test)/' }, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(out|\\.cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.d.ts', '.json', '.css'],
    },
  },
};
