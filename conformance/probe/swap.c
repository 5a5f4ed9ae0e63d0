/* SPDX-License-Identifier: Apache-2.0
 *
 * swap A B: exchanges two names for ever.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(int argc, char *argv[])
{
        if (argc != 3)
                return 100;
        for (;;)
                (void)renameat2(AT_FDCWD, argv[1], AT_FDCWD, argv[2], RENAME_EXCHANGE);
}
