// SPDX-License-Identifier: Apache-2.0
export async function driveRuntimeTools(_folder: string, _runtime: string): Promise<void> {
  return;
}
