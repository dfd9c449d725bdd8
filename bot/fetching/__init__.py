"""Files from the network, at addresses that somebody typed: https, public hosts, little time and little size."""
