"""What `packer.py` and `rollout.py` are made of: Bentos, images, two ways to bring them live."""
