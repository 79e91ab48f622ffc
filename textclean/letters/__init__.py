"""What the rules of the stage LETTERS share: runs of letters, votes, proofs, words of twins, dressed alphabets."""
