"""python3 read_qual.py FILE …: what libSBML finds wrong with each file, and the successor of every state, as JSON."""
import itertools
import json
import sys
import libsbml


def value(node, state):
    kind, parts = node.getType(), [node.getChild(i) for i in range(node.getNumChildren())]
    inside = [value(part, state) for part in parts]
    if kind == libsbml.AST_LOGICAL_AND:
        return all(inside)
    if kind == libsbml.AST_LOGICAL_OR:
        return any(inside)
    if kind == libsbml.AST_LOGICAL_NOT:
        return not inside[0]
    if kind == libsbml.AST_RELATIONAL_EQ:
        return inside[0] == inside[1]
    if kind == libsbml.AST_RELATIONAL_GEQ:
        return inside[0] >= inside[1]
    if kind == libsbml.AST_CONSTANT_TRUE or kind == libsbml.AST_CONSTANT_FALSE:
        return kind == libsbml.AST_CONSTANT_TRUE
    return state[node.getName()] if node.isName() else node.getValue()


def successors(model):
    species = [model.getQualitativeSpecies(i) for i in range(model.getNumQualitativeSpecies())]
    names = [one.getId() for one in species]
    changes = [model.getTransition(i) for i in range(model.getNumTransitions())]
    table = []
    for bits in itertools.product([0, 1], repeat=len(names)):
        state = dict(zip(names, bits))
        after = dict(state)
        for change in changes:
            terms = [change.getFunctionTerm(i) for i in range(change.getNumFunctionTerms())]
            level = next((t.getResultLevel() for t in terms if value(t.getMath(), state)), None)
            if level is None:
                level = change.getDefaultTerm().getResultLevel()
            for i in range(change.getNumOutputs()):
                after[change.getOutput(i).getQualitativeSpecies()] = level
        table.append([list(bits), [after[name] for name in names]])
    return {"genes": [one.getName() for one in species], "states": table}


found = []
for path in sys.argv[1:]:
    document = libsbml.readSBMLFromFile(path)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, False)
    document.setConsistencyChecks(libsbml.LIBSBML_CAT_MODELING_PRACTICE, False)
    document.checkConsistency()
    wrong = [document.getError(i).getMessage() for i in range(document.getNumErrors())]
    found.append({"wrong": wrong, **successors(document.getModel().getPlugin("qual"))})
print(json.dumps(found))
