// A process of its own that imports a bundle and is killed in the middle of it: says each batch that was acknowledged.
import type { Client } from '#base';
import { openVaultFolder } from '#disk';
import type { VaultContract } from '#ipc';
import { must, runEngine } from '../../support/engineHarness.ts';

const [vaultPath = '', hostStateDir = '', folder = '', recoveryKey = ''] = process.argv.slice(2);
const vault = must(await openVaultFolder({ path: vaultPath, hostStateDir, ballastBytes: 0 }));
const slowly = (client: Client<VaultContract>): Client<VaultContract> => ({
  on: client.on,
  call: async (name, input) => {
    const answer = await client.call(name, input);
    if (name === 'log.append') {
      process.stdout.write('appended\n');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    return answer;
  },
});
const running = runEngine({ folder, hostStateDir, store: new Map() }, vault, { wrap: slowly });
must(await running.engine.handlers['vault.unlock']({ recoveryKey }));
process.stdout.write('open\n');
const { grant } = must(await vault.addBundleFiles(folder));
must(await running.engine.handlers['bundle.import']({ grants: [grant] }));
process.stdout.write('done\n');
