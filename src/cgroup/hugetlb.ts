// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.hugepageLimits, with reservation accounting where the kernel has it (5.7). */
import type { LinuxHugepageLimit } from "../config/types.ts";
import { ENOENT } from "../errors/errno.ts";
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type CgroupSupport, type CgroupWrite, WriteList, versionOf } from "./write.ts";

const PAGE_SIZE = /^[1-9][0-9]{0,9}[KMG]B$/;

/**
 * The page size is part of a file name, so its form is checked here too, whatever has been checked before.
 *
 * @throws {ConfigError} ERR_SCHEMA: a page size of wrong form
 */
export function compileHugepageLimits(
  limits: readonly LinuxHugepageLimit[],
  at: JsonPointer,
  support: CgroupSupport,
): CgroupWrite[] {
  if (limits.length === 0) return [];
  const version = versionOf(support, "hugetlb");
  const suffix = version === 1 ? "limit_in_bytes" : "max";
  return limits.flatMap(({ pageSize, limit }, index) => {
    const pointer = pointerTo(at, index);
    if (!PAGE_SIZE.test(pageSize)) {
      const message = `page size ${JSON.stringify(pageSize)} must be a number and KB, MB or GB`;
      throw new ConfigError([{ code: "ERR_SCHEMA", pointer: pointerTo(pointer, "pageSize"), message }]);
    }
    const writes = new WriteList(version === 1 ? "hugetlb" : "", pointer);
    writes.add("limit", `hugetlb.${pageSize}.${suffix}`, String(limit));
    writes.add("limit", `hugetlb.${pageSize}.rsvd.${suffix}`, String(limit), { tolerate: [ENOENT] });
    return writes.list;
  });
}
