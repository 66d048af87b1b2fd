"""Tests of the publishing stage."""
