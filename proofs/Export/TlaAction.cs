using System.CodeDom.Compiler;
using Vmemmap.Model;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Export;

/// <summary>Writes a step as a TLA+ action: guard, one equation for each table assigned to, and that the others are unchanged.</summary>
internal sealed class TlaAction(ExportedMachine machine, IndentedTextWriter writer)
{
    private readonly InfixText text = new(machine.Ranges, InfixNotation.Tla);

    /// <summary>The action with its parameters.</summary>
    public static string Call(RecordedStep step) =>
        $"{TlaModule.OperatorOf(step.Name)}{(step.Parameters.Count == 0 ? "" : $"({string.Join(", ", step.Parameters.Select(TermVariables.NameOf))})")}";

    /// <summary>Writes the definition.</summary>
    public void Write(RecordedStep step)
    {
        var assigned = step.Effect.Select(assignment => assignment.Table.Name).Distinct().ToList();
        writer.WriteLine();
        writer.WriteLine($"{Call(step)} ==");
        writer.Indent++;
        foreach (var conjunct in step.Guard)
        {
            var quantifiers = conjunct.ForAll.Select(index => $"\\A {TermVariables.NameOf(index)} \\in {TlaModule.SetOf(index)} : ");
            writer.WriteLine($"/\\ {string.Concat(quantifiers)}{text.AsOperand(conjunct.Holds)} \\* {conjunct.Name}");
        }
        writer.WriteLine($"/\\ UNCHANGED <<{string.Join(", ", machine.Recording.Tables.Select(table => table.Name).Except(assigned))}>>");
        WriteNames(NamedTerms.Shared(step.Effect));
        foreach (var assignments in step.Effect.GroupBy(assignment => assignment.Table.Name))
        {
            writer.WriteLine($"/\\ {assignments.Key}' = {ValueAfter(assignments.Key, assignments)}");
        }
        writer.Indent = 0;
    }

    private void WriteNames(IReadOnlyList<(string Name, Term Term)> named)
    {
        if (named.Count == 0)
        {
            return;
        }
        writer.WriteLine("/\\ LET");
        writer.Indent += 3;
        foreach (var (name, term) in named)
        {
            writer.WriteLine($"{name} == {text.Of(term)}");
            text.Define(term, name);
        }
        writer.Indent--;
        writer.WriteLine("IN");
    }

    // Of several changes in one EXCEPT each is made to the outcome of those before it, and its value is one of the state before the step.
    // A row is copied as the changes before leave it, so these are written as an expression of their own.
    private string ValueAfter(string table, IEnumerable<Assignment> assignments)
    {
        List<string> changes = [];
        var value = table;
        foreach (var assignment in assignments)
        {
            switch (assignment)
            {
                case CellAssignment { Table.Indices.Count: 0 } cell:
                    value = text.Of(cell.Value);
                    break;
                case CellAssignment cell:
                    changes.Add($"!{text.Brackets(cell.Indices)} = {Filled(cell)}");
                    break;
                case RowCopy copy:
                    value = Changed();
                    var source = copy.Source != copy.Table ? copy.Source.Name : value == table ? table : $"({value})";
                    changes.Add($"!{text.Brackets([copy.To])} = {source}{text.Brackets([copy.From])}");
                    break;
                default:
                    throw new InvalidOperationException($"Unknown assignment {assignment}.");
            }
        }
        return Changed();

        string Changed()
        {
            var changed = changes.Count == 0 ? value : $"[{value} EXCEPT {string.Join(", ", changes)}]";
            changes.Clear();
            return changed;
        }
    }

    private string Filled(CellAssignment cell)
    {
        var value = text.Of(cell.Value);
        for (var i = cell.Table.Indices.Count; i > cell.Indices.Count; i--)
        {
            value = $"[k{i} \\in {TlaModule.SetOf(cell.Table.Indices[i - 1])} |-> {value}]";
        }
        return value;
    }
}
