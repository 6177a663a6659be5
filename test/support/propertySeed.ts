// `npm test` draws the cases of the property tests from the commit: a run that was green on one machine is the same run on the next. Every other run draws anew.
import fc from 'fast-check';

const seed = process.env['PROPERTY_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
