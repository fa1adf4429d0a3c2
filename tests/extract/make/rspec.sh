#!/usr/bin/env bash
# Prints rspec/*.log with the RSpec there is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../rspec" "$work/app/spec/support" "$work/app/lib"
cd "$work/app"
version=$(rspec --version | sed -n 's/.*rspec-core //p')
cat > lib/shop.rb <<'RB'
module Shop
  def self.total(prices)
    prices.sum
  end

  def self.price(item)
    { tea: 3 }.fetch(item)
  rescue KeyError
    raise ArgumentError, "no price for #{item}"
  end
end
RB
cat > spec/shop_spec.rb <<'RB'
require_relative '../lib/shop'

RSpec.describe Shop do
  it('adds') { expect(Shop.total([1, 2])).to eq 3 }

  it 'discounts' do
    warn 'Error: printed by the code under test'
    expect(Shop.total([4, 5])).to eq 10
  end

  describe '.price' do
    it 'knows milk' do
      expect(Shop.price(:milk)).to eq 2
    end
  end

  it 'lists' do
    expect({ tea: 1, milk: 2 }).to eq({ tea: 1, milk: 3 })
  end

  it('will be mended') { pending 'next week'; expect(1).to eq 2 }
end

RSpec.describe 'orders' do
  before { raise IOError, 'no database on port 5432' }
  it('reads') {}
end
RB
echo "require 'stripe_of_shop'" > spec/support/receipt_spec.rb
cat > spec/many_spec.rb <<'RB'
RSpec.describe 'both' do
  it 'fails twice', :aggregate_failures do
    expect(1).to eq 2
    expect('tea').to include 'milk'
  end
end
RB
log() {
    python3 "$here/runner.py" --path "/usr/share/rubygems-integration/all/gems=/opt/hostedtoolcache/Ruby/3.1.2/x64/lib/ruby/gems/3.1.0/gems" "$2" > "$here/../rspec/$1.log"
}
log "$version" 'rspec spec/shop_spec.rb'
log documentation 'rspec --format documentation spec/many_spec.rb'
log load 'rspec spec/support/receipt_spec.rb'
