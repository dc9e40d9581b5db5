"""x"""
def refutation(claim, s): raise NotImplementedError
