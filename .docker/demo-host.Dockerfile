# A plain server to release to: sshd and rsync, and one key that may log in, given as /run/secrets/demo_key.pub.
FROM debian:12-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends openssh-server rsync procps curl \
  && rm -rf /var/lib/apt/lists/* /etc/ssh/ssh_host_* \
  && mkdir -p /run/sshd /root/.ssh /data
COPY .docker/demo-host.sh /usr/local/bin/demo-host
EXPOSE 22
CMD ["sh", "/usr/local/bin/demo-host"]
