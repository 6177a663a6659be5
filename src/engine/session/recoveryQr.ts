import { renderSVG } from 'uqr';

/** An SVG picture of a recovery key, to be printed or photographed once. Plain black on white, quiet zone of four modules. */
export function drawRecoveryQr(recoveryKey: string): string {
  return renderSVG(recoveryKey, { ecc: 'M', border: 4, pixelSize: 4 });
}
