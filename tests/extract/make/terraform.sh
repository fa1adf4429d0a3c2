#!/usr/bin/env bash
# Prints terraform/validate.log: a variable and a resource that are not declared, and terraform/syntax.log. It needs Terraform, and no network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/../terraform"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1
printf 'output "region" {\n  value = var.region\n}\n\noutput "cart" {\n  value = terraform_data.cart.id\n}\n' > main.tf
terraform init -backend=false > /dev/null
python3 "$here/runner.py" 'terraform validate' > "$here/../terraform/validate.log"
python3 "$here/runner.py" 'terraform validate -no-color' > "$here/../terraform/validate-no-color.log"
printf 'output "region" {\n  value = \n}\n' > main.tf
python3 "$here/runner.py" 'terraform plan -input=false' > "$here/../terraform/syntax.log"
