/* SPDX-License-Identifier: Apache-2.0
 *
 * Generated from src/ops/table.ts by scripts/generate-ops.mjs. Do not edit.
 *
 * Letters of a signature: s slot that is read, o slot that is written, n u32, q u64, t string,
 * T list of strings, N list of u32, b bytes.
 */
#ifndef RUNT_OPS_H
#define RUNT_OPS_H

enum opcode {
        OP_OPEN = 1,
        OP_OPEN_IN = 2,
        OP_OPEN_REAL = 3,
        OP_OPEN_BENEATH = 4,
        OP_OPEN_OPTIONAL = 5,
        OP_MAKE_DIR = 6,
        OP_MAKE_REAL_DIR = 7,
        OP_MAKE_FILE = 8,
        OP_MAKE_MATCHING = 9,
        OP_MAKE_NODE = 10,
        OP_MAKE_LINK = 11,
        OP_UNLINK = 12,
        OP_CHOWN = 13,
        OP_CHOWN_STDIO = 14,
        OP_WRITE = 15,
        OP_EXPECT = 16,
        OP_EXPECT_FILESYSTEM = 17,
        OP_EXPECT_DEVICE = 18,
        OP_CLOSE = 19,
        OP_DUP_TO = 20,
        OP_MAKE_DIR_OPTIONAL = 21,
        OP_REFUSE_TARGET = 22,
        OP_EXPECT_INODE = 23,
        OP_FSOPEN = 24,
        OP_FSPICK = 25,
        OP_FSCONFIG_STRING = 26,
        OP_FSCONFIG_FLAG = 27,
        OP_FSCONFIG_CREATE = 28,
        OP_FSCONFIG_RECONFIGURE = 29,
        OP_FSMOUNT = 30,
        OP_OPEN_TREE = 31,
        OP_CLONE_TREE = 32,
        OP_CLONE_COVER = 33,
        OP_MOUNT_ATTRIBUTES = 34,
        OP_MAP_IDS = 35,
        OP_MOVE_MOUNT = 36,
        OP_COPY_TREE = 37,
        OP_ENTER_DIRECTORY = 38,
        OP_ENTER_PATH = 39,
        OP_ENTER_IF_ABSENT = 40,
        OP_PIVOT_ROOT = 41,
        OP_DETACH_OLD_ROOT = 42,
        OP_MOVE_TO_ROOT = 43,
        OP_CHROOT = 44,
        OP_FSCONFIG_MODE = 45,
        OP_SETNS = 46,
        OP_UNSHARE = 47,
        OP_FORK = 48,
        OP_SYNC = 49,
        OP_GATE = 50,
        OP_OPEN_NETLINK = 51,
        OP_LOOPBACK_UP = 52,
        OP_SET_HOSTNAME = 53,
        OP_SET_DOMAINNAME = 54,
        OP_SET_SESSION = 55,
        OP_JOIN_KEYRING = 56,
        OP_OPEN_PIDFD = 57,
        OP_UNLOCK_PTY = 58,
        OP_OPEN_PTY_PEER = 59,
        OP_SET_WINDOW_SIZE = 60,
        OP_CONTROL_TERMINAL = 61,
        OP_SEND_FD = 62,
        OP_HAND_OVER = 63,
        OP_SET_UMASK = 64,
        OP_SET_RLIMIT = 65,
        OP_RAISE_RLIMIT = 66,
        OP_SET_GROUPS = 67,
        OP_SET_GID = 68,
        OP_SET_UID = 69,
        OP_KEEP_CAPABILITIES = 70,
        OP_DROP_BOUNDING = 71,
        OP_SET_CAPABILITIES = 72,
        OP_SET_AMBIENT = 73,
        OP_RAISE_EFFECTIVE = 74,
        OP_SET_NO_NEW_PRIVILEGES = 75,
        OP_SET_DUMPABLE = 76,
        OP_SET_PERSONALITY = 77,
        OP_SET_SCHEDULER = 78,
        OP_SET_IO_PRIORITY = 79,
        OP_SET_AFFINITY = 80,
        OP_RESET_AFFINITY = 81,
        OP_SET_MEMORY_POLICY = 82,
        OP_CHECK_CWD = 83,
        OP_FIND_HOME = 84,
        OP_FIND_EXECUTABLE = 85,
        OP_SET_SECCOMP = 86,
        OP_SET_SECCOMP_LISTENER = 87,
        OP_CLOSE_FROM = 88,
        OP_RECORD_TIMES = 89,
        OP_EXEC = 90,
};

#define OP_COUNT 90

/* X(opcode, function, signature), in the order of the opcodes. */
#define FOR_EACH_OP(X) \
        X(OP_OPEN, op_open, "otn") \
        X(OP_OPEN_IN, op_open_in, "ostn") \
        X(OP_OPEN_REAL, op_open_real, "ostn") \
        X(OP_OPEN_BENEATH, op_open_beneath, "ostn") \
        X(OP_OPEN_OPTIONAL, op_open_optional, "ostnn") \
        X(OP_MAKE_DIR, op_make_dir, "ostn") \
        X(OP_MAKE_REAL_DIR, op_make_real_dir, "ostn") \
        X(OP_MAKE_FILE, op_make_file, "ostn") \
        X(OP_MAKE_MATCHING, op_make_matching, "ostsn") \
        X(OP_MAKE_NODE, op_make_node, "stnnn") \
        X(OP_MAKE_LINK, op_make_link, "stt") \
        X(OP_UNLINK, op_unlink, "st") \
        X(OP_CHOWN, op_chown, "snn") \
        X(OP_CHOWN_STDIO, op_chown_stdio, "n") \
        X(OP_WRITE, op_write, "st") \
        X(OP_EXPECT, op_expect, "st") \
        X(OP_EXPECT_FILESYSTEM, op_expect_filesystem, "sn") \
        X(OP_EXPECT_DEVICE, op_expect_device, "snn") \
        X(OP_CLOSE, op_close, "s") \
        X(OP_DUP_TO, op_dup_to, "sn") \
        X(OP_MAKE_DIR_OPTIONAL, op_make_dir_optional, "ostnn") \
        X(OP_REFUSE_TARGET, op_refuse_target, "ssn") \
        X(OP_EXPECT_INODE, op_expect_inode, "sq") \
        X(OP_FSOPEN, op_fsopen, "ot") \
        X(OP_FSPICK, op_fspick, "os") \
        X(OP_FSCONFIG_STRING, op_fsconfig_string, "stt") \
        X(OP_FSCONFIG_FLAG, op_fsconfig_flag, "st") \
        X(OP_FSCONFIG_CREATE, op_fsconfig_create, "s") \
        X(OP_FSCONFIG_RECONFIGURE, op_fsconfig_reconfigure, "s") \
        X(OP_FSMOUNT, op_fsmount, "osn") \
        X(OP_OPEN_TREE, op_open_tree, "otn") \
        X(OP_CLONE_TREE, op_clone_tree, "osn") \
        X(OP_CLONE_COVER, op_clone_cover, "osss") \
        X(OP_MOUNT_ATTRIBUTES, op_mount_attributes, "snnnn") \
        X(OP_MAP_IDS, op_map_ids, "ssn") \
        X(OP_MOVE_MOUNT, op_move_mount, "ss") \
        X(OP_COPY_TREE, op_copy_tree, "ss") \
        X(OP_ENTER_DIRECTORY, op_enter_directory, "s") \
        X(OP_ENTER_PATH, op_enter_path, "ostn") \
        X(OP_ENTER_IF_ABSENT, op_enter_if_absent, "sst") \
        X(OP_PIVOT_ROOT, op_pivot_root, "") \
        X(OP_DETACH_OLD_ROOT, op_detach_old_root, "") \
        X(OP_MOVE_TO_ROOT, op_move_to_root, "") \
        X(OP_CHROOT, op_chroot, "") \
        X(OP_FSCONFIG_MODE, op_fsconfig_mode, "ss") \
        X(OP_SETNS, op_setns, "sn") \
        X(OP_UNSHARE, op_unshare, "n") \
        X(OP_FORK, op_fork, "n") \
        X(OP_SYNC, op_sync, "n") \
        X(OP_GATE, op_gate, "s") \
        X(OP_OPEN_NETLINK, op_open_netlink, "o") \
        X(OP_LOOPBACK_UP, op_loopback_up, "") \
        X(OP_SET_HOSTNAME, op_set_hostname, "t") \
        X(OP_SET_DOMAINNAME, op_set_domainname, "t") \
        X(OP_SET_SESSION, op_set_session, "") \
        X(OP_JOIN_KEYRING, op_join_keyring, "tn") \
        X(OP_OPEN_PIDFD, op_open_pidfd, "o") \
        X(OP_UNLOCK_PTY, op_unlock_pty, "s") \
        X(OP_OPEN_PTY_PEER, op_open_pty_peer, "os") \
        X(OP_SET_WINDOW_SIZE, op_set_window_size, "snn") \
        X(OP_CONTROL_TERMINAL, op_control_terminal, "s") \
        X(OP_SEND_FD, op_send_fd, "sst") \
        X(OP_HAND_OVER, op_hand_over, "sn") \
        X(OP_SET_UMASK, op_set_umask, "n") \
        X(OP_SET_RLIMIT, op_set_rlimit, "nqq") \
        X(OP_RAISE_RLIMIT, op_raise_rlimit, "nq") \
        X(OP_SET_GROUPS, op_set_groups, "N") \
        X(OP_SET_GID, op_set_gid, "n") \
        X(OP_SET_UID, op_set_uid, "n") \
        X(OP_KEEP_CAPABILITIES, op_keep_capabilities, "n") \
        X(OP_DROP_BOUNDING, op_drop_bounding, "q") \
        X(OP_SET_CAPABILITIES, op_set_capabilities, "qqq") \
        X(OP_SET_AMBIENT, op_set_ambient, "q") \
        X(OP_RAISE_EFFECTIVE, op_raise_effective, "q") \
        X(OP_SET_NO_NEW_PRIVILEGES, op_set_no_new_privileges, "") \
        X(OP_SET_DUMPABLE, op_set_dumpable, "n") \
        X(OP_SET_PERSONALITY, op_set_personality, "n") \
        X(OP_SET_SCHEDULER, op_set_scheduler, "nqnnqqq") \
        X(OP_SET_IO_PRIORITY, op_set_io_priority, "n") \
        X(OP_SET_AFFINITY, op_set_affinity, "b") \
        X(OP_RESET_AFFINITY, op_reset_affinity, "") \
        X(OP_SET_MEMORY_POLICY, op_set_memory_policy, "nb") \
        X(OP_CHECK_CWD, op_check_cwd, "") \
        X(OP_FIND_HOME, op_find_home, "sn") \
        X(OP_FIND_EXECUTABLE, op_find_executable, "tt") \
        X(OP_SET_SECCOMP, op_set_seccomp, "nb") \
        X(OP_SET_SECCOMP_LISTENER, op_set_seccomp_listener, "onb") \
        X(OP_CLOSE_FROM, op_close_from, "n") \
        X(OP_RECORD_TIMES, op_record_times, "") \
        X(OP_EXEC, op_exec, "TT")

#endif
