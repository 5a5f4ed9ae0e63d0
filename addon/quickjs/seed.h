/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_SEED_H
#define RUNT_SEED_H

/* runt-seed BYTECODE OUTPUT: evaluates the bundle and saves the heap. Returns an exit status. */
int seed(int argc, char **argv);

#endif
