// Keeps a screenshot of a virtual display up to date, and says once where it lies.
import { existsSync } from 'node:fs';
import { readFrame, writePng } from './framebuffer.mjs';

const intervalMs = 1_000;

/**
 * Writes the picture whenever it has changed and stood still for one interval.
 * @param {string} framebuffer
 * @param {string} file  the PNG to write
 * @param {() => void} onFirst  called after the first picture with something on it
 * @returns {() => void} stops watching
 */
export function watchDisplay(framebuffer, file, onFirst) {
  let seen = '';
  let written = '';
  const timer = setInterval(() => {
    if (!existsSync(framebuffer)) return;
    const frame = readFrame(framebuffer);
    const isStill = frame.digest === seen;
    seen = frame.digest;
    if (frame.blank || !isStill || frame.digest === written) return;
    writePng(frame, file);
    if (written === '') onFirst();
    written = frame.digest;
  }, intervalMs);
  return () => clearInterval(timer);
}
