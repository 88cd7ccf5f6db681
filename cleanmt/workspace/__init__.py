"""What applies to a text: configuration, rules, engine, baseline, and what is kept between runs."""
