/**
 * Milliseconds of processor time that a piece of work takes in this process. For tests that something is bounded at all:
 * other programs on the machine do not count, so a busy machine does not fail them.
 */
export async function cpuTimeOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1000;
}
