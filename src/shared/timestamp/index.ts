// Time stamps of RFC 3161 by courier: requests, and tokens checked offline against a chosen authority (docs/spec/witness.md section 4).
export { describeCertificate, type DescribedCertificate } from './describeCertificate.ts';
export { encodeTimeStampRequest } from './request.ts';
export { verifyTimeStamp, type ExpectedStamp, type HeldStamp, type TokenFailure } from './verify.ts';
