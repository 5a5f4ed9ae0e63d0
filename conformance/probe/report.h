/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBE_REPORT_H
#define PROBE_REPORT_H

/* Prints the report; argv is the whole command line, NULL-terminated. */
int report(char *const *argv);

#endif
