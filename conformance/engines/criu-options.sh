# SPDX-License-Identifier: Apache-2.0
# Sourced by criu.sh: options and states beside those of its own list.

programs=/project/.cache/engines/programs

# The case needs an option that not every runtime has.
need_option() {
        "$runtime_path" "$1" --help 2>&1 | grep -qe "$2" || skip "$runtime $1 has no $2"
}

# A terminal whose other end is a program that writes what comes to /tmp/NAME.out, and sends what /tmp/NAME.in gets.
listen_terminal() {
        local name=$1
        rm -f "/tmp/$name".{sock,in,out}
        mkfifo "/tmp/$name.in"
        exec 9<>"/tmp/$name.in"
        "$programs/receive" "/tmp/$name.sock" console <&9 >"/tmp/$name.out" 2>&1 &
        listener=$!
        eventually test -S "/tmp/$name.sock"
}

says() {
        eventually grep -q "$2" "/tmp/$1.out"
}

# A program that counts the lines of its terminal.
on_terminal() {
        configure 'n=0; while read line; do n=$((n + 1)); echo "$n $line"; done; exit 5' -e 's/"terminal": false/"terminal": true/'
}

save_on_terminal() {
        on_terminal
        listen_terminal first
        start --console-socket /tmp/first.sock counter
        echo one >&9
        says first '1 one'
        save counter
        kill $listener 2>/dev/null || true
}

t_console_socket() {
        save_on_terminal
        listen_terminal second
        bring_back --console-socket /tmp/second.sock counter
        says second '"fds":1'
        echo two >&9
        says second '2 two'
        matches /dev/pts/0 rt exec counter sh -c 'ls -l /proc/1/fd/0 2>/dev/null || busybox ls -l /proc/1/fd/0'
        kill $listener 2>/dev/null || true
        end counter
}

t_terminal_foreground() {
        save_on_terminal
        local status=0
        : >/tmp/foreground.out
        # What comes before the terminal is the container's is lost.
        { until grep -q '2 two' /tmp/foreground.out; do sleep 1; echo two; done; printf '\004'; sleep 1; } |
                timeout 60 script --quiet --flush --return --command "$runtime_path --root $root restore --image-path /tmp/image --bundle $bundle counter" /dev/null >/tmp/foreground.out ||
                status=$?
        grep -q '2 two' /tmp/foreground.out
        ((status == 5)) || { echo "status $status"; cat /tmp/foreground.out; return 1; }
        equal null rt list --format json
}

t_terminal_refused() {
        save_on_terminal
        ends 1 bring_back counter
        said 'console socket'
        equal null rt list --format json
}

# A counter with a connection to itself: its data lies in a socket of the kernel.
connected='nc -l -p 99 -e cat & sleep 0.3; nc 127.0.0.1 99 <\/dev\/zero >\/dev\/null & '

established() {
        rt exec counter cat /proc/net/tcp /proc/net/tcp6 | awk '$4 == "01"' | wc -l
}

t_tcp_close() {
        need_option restore --tcp-close
        configure "$connected$counter"
        start counter
        counts
        equal 2 established
        save --tcp-established counter
        bring_back --tcp-close counter
        goes_on counter
        equal 0 established
        end counter
}

# A client comes while the server is paused: the connection waits in the kernel.
t_tcp_in_flight() {
        configure 'nc -l -p 99 >/dev/null & '"$counter"
        start counter
        counts
        rt pause counter
        nsenter --net --target "$(pid_of counter)" busybox nc 127.0.0.1 99 </dev/zero >/dev/null &
        local client=$!
        eventually sh -c "nsenter --net --target $(pid_of counter) ss -tn state established | grep -q :99"
        ends 1 save counter
        said 'n-flight connection'
        rm -r /tmp/image
        save --tcp-skip-in-flight counter
        kill $client
        bring_back counter
        rt resume counter || true
        goes_on counter
        end counter
}

t_link_remap() {
        configure 'echo held >\/first; busybox ln \/first \/second; exec 8<\/first; busybox rm \/first; '"$counter"
        start counter
        counts
        ends 1 save counter
        said 'link.remap|linked'
        goes_on counter
        rm -r /tmp/image
        save --link-remap counter
        bring_back counter
        goes_on counter
        equal held rt exec counter cat /proc/1/fd/8
        end counter
        rm -f $bundle/rootfs/second
}

# Standard input of the container is a socket whose other end is outside.
t_external_socket() {
        rm -rf /tmp/external && mkdir -p /tmp/external
        perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => "/tmp/external/socket"); $| = 1;
                while (defined $s->recv($m, 100)) { print $m }' >/tmp/external.out &
        local server=$!
        eventually test -S /tmp/external/socket
        # criu finds sockets by their network namespace.
        configure "${counter/>\/count;/>\/count; echo \$n >\&0;}" -e 's:"type"\: "network":&, "path"\: "/proc/1/ns/net":' \
                -e 's:"mounts"\: \[:&{"destination"\:"/tmp/external","type"\:"bind","source"\:"/tmp/external","options"\:["rbind"]},:'
        rt delete --force counter
        rm -rf /tmp/image $bundle/rootfs/count
        perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Peer => "/tmp/external/socket");
                open STDIN, "<&", $s; exec @ARGV' "$runtime_path" --root $root run --bundle $bundle --detach counter >/dev/null 2>&1
        counts
        ends 1 save counter
        said 'ext-unix-sk|External socket'
        goes_on counter
        rm -r /tmp/image
        save --ext-unix-sk counter
        bring_back --ext-unix-sk counter
        goes_on counter
        eventually test "$(tail -n 1 /tmp/external.out)" -gt "$before"
        end counter
        kill $server
}

# Runs a command on a terminal that is left open for a minute; what comes there is in /tmp/terminal.out.
on_callers_terminal() {
        script --quiet --flush --command "$runtime_path --root $root $1; sleep 60" /dev/null </dev/null >/tmp/terminal.out 2>&1 &
        caller=$!
}

# The standard streams are a terminal of the caller, and not the container's.
t_shell_job() {
        configure "${counter/>\/count;/>\/count; echo tick;}"
        rt delete --force counter
        rm -rf /tmp/image $bundle/rootfs/count
        on_callers_terminal "run --bundle $bundle --detach counter"
        counts
        ends 1 save counter
        said 'tty|terminal of the host'
        goes_on counter
        rm -rf /tmp/image
        save --shell-job counter
        kill $caller
        on_callers_terminal "restore --shell-job --image-path /tmp/image --bundle $bundle --detach counter"
        eventually grep -qE 'tick|criu failed' /tmp/terminal.out
        configure "$counter"
        if grep -q 'BUG at criu' /tmp/terminal.out; then
                skip "saved with it, and refused without; then criu's own restore failed: $(grep -o 'BUG at criu[^;]*' /tmp/terminal.out)"
        fi
        goes_on counter
        end counter
}

t_config_annotation() {
        echo tcp-established >/tmp/criu.conf
        configure "$connected$counter" -e '0,/{/s:{:{"annotations"\:{"org.criu.config"\:"/tmp/criu.conf"},:'
        start counter
        counts
        save counter
        bring_back counter
        goes_on counter
        equal 2 established
        end counter
        mkdir -p /etc/criu
        cp /tmp/criu.conf /etc/criu/runc.conf
        configure "$connected$counter"
        start counter
        counts
        save counter
        configure "$connected$counter" -e '0,/{/s:{:{"annotations"\:{"org.criu.config"\:""},:'
        ends 1 bring_back counter
        said 'tcp|TCP|inet'
}

t_moved_bundle() {
        start counter
        counts
        save counter
        rm -rf /tmp/moved
        cp -a $bundle /tmp/moved
        rt restore --image-path /tmp/image --bundle /tmp/moved --detach counter </dev/null >/dev/null 2>&1
        matches '"bundle": "/tmp/moved"' rt state counter
        matches '"rootfs": "/tmp/moved/rootfs"' rt state counter
        local now
        now=$(</tmp/moved/rootfs/count)
        ((now >= before))
        eventually sh -c "[ \$(cat /tmp/moved/rootfs/count) -gt $now ]"
        end counter
}

# As go-runc writes them.
t_create_options() {
        start counter
        counts
        save counter
        bring_back -no-subreaper --no-pivot --pid-file /tmp/pid counter
        goes_on counter
        equal "$(pid_of counter)" cat /tmp/pid
        end counter
}

t_auto_dedup() {
        start counter
        counts
        save counter
        local saved
        saved=$(cat /tmp/image/pages-*.img | wc -c)
        bring_back --auto-dedup counter
        goes_on counter
        # What was restored is punched out of the image.
        (($(du --block-size 1 --total /tmp/image/pages-*.img | awk 'END { print $1 }') < saved))
        end counter
}

t_lives_on() {
        start counter
        counts
        save counter
        bring_back counter
        goes_on counter
        equal 'inside' rt exec counter sh -c 'echo inside'
        ends 3 rt exec counter sh -c 'exit 3'
        rt pause counter
        matches paused rt state counter
        rt resume counter
        rt update --pids-limit 44 counter
        equal 44 cgroup_file "$(pid_of counter)" pids pids.max pids.max
        matches '"type":"stats"' rt events --stats counter
        matches "(^|[^0-9])$(pid_of counter)([^0-9]|$)" rt ps --format json counter
        rt kill counter KILL
        eventually sh -c "'$runtime_path' --root $root state counter | grep -q stopped"
        rt delete counter
        equal null rt list --format json
}

t_refused_states() {
        start counter
        counts
        rt kill counter KILL
        eventually sh -c "'$runtime_path' --root $root state counter | grep -q stopped"
        ends 1 save counter
        said 'cannot be checkpointed in.* stopped'
        rt delete counter
        start counter
        ends 1 save --manage-cgroups-mode other counter
        said '[Ii]nvalid.*manage-cgroups-mode|manage-cgroups-mode.*invalid|[Ii]nvalid manage cgroups mode'
        ends 1 save --empty-ns pid counter
        said 'network'
        counts
        end counter
}

unit_is() {
        [[ $(systemctl show --property "$1" --value runt-counter.scope) == "$2" ]]
}

t_systemd() {
        [[ -d /run/systemd/system ]] || skip "systemd does not run here"
        global_options=(--systemd-cgroup)
        configure "$counter" -e 's:"resources"\: {:"cgroupsPath"\: "system.slice\:runt\:counter", &"pids"\:{"limit"\:33},:'
        start counter
        counts
        unit_is TasksMax 33
        save counter
        eventually unit_is LoadState not-found
        bring_back counter
        goes_on counter
        unit_is ActiveState active
        unit_is TasksMax 33
        equal 33 cgroup_file "$(pid_of counter)" pids pids.max pids.max
        matches '/system.slice/runt-counter.scope$' cat "/proc/$(pid_of counter)/cgroup"
        equal inside rt exec counter sh -c "echo inside"
        save counter
        eventually unit_is LoadState not-found
        rm /tmp/image/pages-*.img
        ends 1 bring_back counter
        eventually unit_is LoadState not-found
        equal null rt list --format json
}

option_cases() {
        fresh 'restore --systemd-cgroup' t_systemd
        fresh 'restore --console-socket' t_console_socket
        fresh 'restore of a terminal in the foreground' t_terminal_foreground
        fresh 'restore of a terminal without a console socket is refused' t_terminal_refused
        fresh 'restore --tcp-close' t_tcp_close
        fresh '--tcp-skip-in-flight' t_tcp_in_flight
        fresh '--link-remap' t_link_remap
        fresh '--ext-unix-sk' t_external_socket
        fresh '--shell-job' t_shell_job
        fresh 'a file of options, by annotation and by default' t_config_annotation
        fresh 'restore --bundle with a bundle that has moved' t_moved_bundle
        fresh 'restore --no-subreaper --no-pivot --pid-file' t_create_options
        fresh 'restore --auto-dedup' t_auto_dedup
        fresh 'a restored container answers all commands' t_lives_on
        fresh 'checkpoint of what is stopped, and with wrong values, is refused' t_refused_states
}
