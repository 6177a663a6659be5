import type { BodyOf } from '../../entries/bodies.ts';

export interface ActionTechniques { readonly d3fend: readonly string[]; readonly react: readonly string[] }

/** What a kind of action is called in D3FEND and in RE&CT. It follows from the kind and is stored nowhere. */
export const actionTechniques: Readonly<Record<BodyOf<'action'>['actionKind'], ActionTechniques>> = {
  'isolate-host': { d3fend: ['D3-NI'], react: [] },
  'isolate-segment': { d3fend: ['D3-BDI'], react: [] },
  'block-ip': { d3fend: ['D3-ITF', 'D3-OTF'], react: ['RA3101'] },
  'block-domain': { d3fend: ['D3-DNSDL'], react: ['RA3103'] },
  'block-url': { d3fend: ['D3-NTF'], react: ['RA3105'] },
  'sinkhole-domain': { d3fend: ['D3-FRDDL'], react: [] },
  'disable-remote-access': { d3fend: ['D3-DRA'], react: ['RA3107'] },
  'disable-account': { d3fend: ['D3-AL'], react: ['RA3601'] },
  'revoke-sessions': { d3fend: ['D3-ST', 'D3-ANCI'], react: ['RA4601'] },
  'rotate-credential': { d3fend: ['D3-CR', 'D3-CRO', 'D3-PR'], react: ['RA4601'] },
  'remove-grant': { d3fend: ['D3-UAP'], react: [] },
  'revoke-certificate': { d3fend: ['D3-CR', 'D3-CERO'], react: [] },
  'suspend-process': { d3fend: ['D3-PS'], react: ['RA3403'] },
  'kill-process': { d3fend: ['D3-PT'], react: ['RA3403'] },
  'quarantine-file': { d3fend: ['D3-CQ'], react: ['RA3302'] },
  'remove-file': { d3fend: ['D3-FEV'], react: ['RA4301'] },
  'deny-executable': { d3fend: ['D3-EDL'], react: ['RA3403'] },
  'remove-persistence': { d3fend: ['D3-RKD'], react: ['RA4501', 'RA4502'] },
  'block-sender': { d3fend: ['D3-EF'], react: ['RA3202'] },
  'purge-mail': { d3fend: ['D3-ER'], react: ['RA4201'] },
  'stop-service': { d3fend: ['D3-HS'], react: ['RA3501'] },
  'shut-down-host': { d3fend: ['D3-HS'], react: ['RA3501'] },
  'restrict-supplier-link': { d3fend: ['D3-NI', 'D3-DTP'], react: [] },
  'throttle-traffic': { d3fend: ['D3-NTF', 'D3-ISVA'], react: [] },
  'wipe-device': { d3fend: ['D3-DKE'], react: [] },
  'takedown-request': { d3fend: ['D3-DRT'], react: ['RA4001'] },
  patch: { d3fend: ['D3-SU', 'D3-ACH'], react: ['RA3001'] },
  reimage: { d3fend: ['D3-DKF', 'D3-RDI'], react: ['RA5001'] },
  'restore-data': { d3fend: ['D3-RF', 'D3-RD', 'D3-RC', 'D3-RE', 'D3-RS'], react: ['RA5002'] },
  'restore-access': { d3fend: ['D3-RNA', 'D3-RUAA', 'D3-ULA', 'D3-RIC'], react: ['RA5101', 'RA5601'] },
  collect: { d3fend: [], react: [] },
  other: { d3fend: [], react: [] },
};
