# SPDX-License-Identifier: Apache-2.0
# Sourced by criu.sh: labels of security modules.

has_apparmor() {
        grep -qw apparmor /sys/kernel/security/lsm 2>/dev/null
}

label_is() {
        matches "^$1( |\$)" cat "/proc/$(pid_of counter)/attr/current"
}

# Another profile for what had one.
t_lsm_profile() {
        has_apparmor || skip "this kernel has no AppArmor"
        printf 'profile runt-%s flags=(unconfined) { }\n' saved other | apparmor_parser --replace
        configure "$counter" -e 's:"args"\: \[:"apparmorProfile"\: "runt-saved", &:'
        start counter
        counts
        label_is runt-saved
        save counter
        bring_back counter
        goes_on counter
        label_is runt-saved
        rm -r /tmp/image
        save counter
        bring_back --lsm-profile apparmor:runt-other counter
        goes_on counter
        label_is runt-other
        end counter
}

# criu leaves unconfined what was so.
t_lsm_profile_unconfined() {
        has_apparmor || skip "this kernel has no AppArmor"
        printf 'profile runt-other flags=(unconfined) { }\n' | apparmor_parser --replace
        start counter
        counts
        save counter
        ends 1 bring_back --lsm-profile apparmor:runt-other counter
        said 'runt-other'
        equal null rt list --format json
}

t_lsm_profile_refused() {
        start counter
        counts
        save counter
        ends 1 bring_back --lsm-profile selinux:system_u:system_r:other_t:s0 counter
        said 'selinux|LSM|lsm|apparmor'
        equal null rt list --format json
}

# criu changes the contexts of mounts that have one.
t_lsm_mount_context() {
        [[ ! -d /sys/fs/selinux ]] || skip "this kernel has SELinux: a policy would decide"
        start counter
        counts
        save counter
        bring_back --lsm-mount-context system_u:object_r:container_file_t:s0 counter
        goes_on counter
        end counter
}

label_cases() {
        fresh 'restore --lsm-profile' t_lsm_profile
        fresh 'restore --lsm-profile of what was unconfined is refused' t_lsm_profile_unconfined
        fresh 'restore --lsm-profile of a module that is not there is refused' t_lsm_profile_refused
        fresh 'restore --lsm-mount-context' t_lsm_mount_context
}
