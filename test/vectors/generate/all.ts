// Writes vector files that are not there yet: `node tools/runTypeScript.mjs test/vectors/generate/all.ts`.
import { readyCrypto } from '#crypto';
import { generateBodies } from './bodies.ts';
import { generateChains } from './chains.ts';
import { generateEntries } from './entries.ts';
import { generateEvidence } from './evidence.ts';
import { generateHeaders } from './headers.ts';
import { generateHeads } from './heads.ts';
import { generateJournals } from './journals.ts';
import { generateMembers } from './members.ts';
import { generateProofs } from './proofs.ts';
import { generateRoots } from './roots.ts';
import { generateScans } from './scans.ts';
import { generateSlots } from './slots.ts';

await readyCrypto();
generateHeaders();
generateBodies();
generateEntries();
generateScans();
generateMembers();
generateChains();
generateJournals();
generateProofs();
generateHeads();
await generateSlots();
generateRoots();
await generateEvidence();
