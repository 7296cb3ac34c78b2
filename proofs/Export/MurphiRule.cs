using System.CodeDom.Compiler;
using Vmemmap.Model;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Export;

/// <summary>Writes a step as a Murphi rule. Murphi assigns one after the other, so what reads the state is put into locals before the first assignment.</summary>
internal sealed class MurphiRule(ExportedMachine machine, IndentedTextWriter writer)
{
    private readonly InfixText text = new(machine.Ranges, InfixNotation.Murphi);

    /// <summary>Writes the rule, within a ruleset for each parameter.</summary>
    public void Write(RecordedStep step)
    {
        writer.WriteLine();
        foreach (var parameter in step.Parameters)
        {
            writer.WriteLine($"ruleset {TermVariables.NameOf(parameter)}: {MurphiModel.TypeOf(parameter)} do");
        }
        writer.WriteLine($"rule \"{step.Name}\"");
        writer.Indent++;
        WriteGuard(step.Guard);
        writer.Indent--;
        writer.WriteLine("==>");
        WriteEffect(step.Effect);
        writer.WriteLine($"end;{string.Concat(step.Parameters.Select(_ => " end;"))}");
    }

    /// <summary>Gives every cell that begins with the indices already in <paramref name="cell"/> the same value.</summary>
    public void WriteFill(string cell, IEnumerable<Index> rest, string value)
    {
        Index[] indices = [.. rest];
        var loops = indices.Select((index, i) => $"for k{i + 1}: {MurphiModel.TypeOf(index)} do ");
        var cells = $"{cell}{string.Concat(indices.Select((_, i) => $"[k{i + 1}]"))}";
        writer.WriteLine($"{string.Concat(loops)}{cells} := {value};{string.Concat(indices.Select(_ => " end;"))}");
    }

    private void WriteGuard(IReadOnlyList<RecordedConjunct> guard)
    {
        for (var i = 0; i < guard.Count; i++)
        {
            writer.WriteLine($"{(i == 0 ? "" : $"{InfixNotation.Murphi.And} ")}{Condition(guard[i])} -- {guard[i].Name}");
        }
        if (guard.Count == 0)
        {
            writer.WriteLine(InfixNotation.Murphi.True);
        }
    }

    private string Condition(RecordedConjunct conjunct)
    {
        if (conjunct.ForAll.Count == 0)
        {
            return text.AsOperand(conjunct.Holds);
        }
        var quantifiers = conjunct.ForAll.Select(index => $"forall {TermVariables.NameOf(index)}: {MurphiModel.TypeOf(index)} do ");
        return conjunct.ForAll.All(index => machine.Ranges.Count(index) > 0)
            ? $"({string.Concat(quantifiers)}{text.AsOperand(conjunct.Holds)}{string.Concat(conjunct.ForAll.Select(_ => " end"))})"
            : InfixNotation.Murphi.True;
    }

    private void WriteEffect(IReadOnlyList<Assignment> effect)
    {
        var locals = NamedTerms.Before(effect);
        if (locals.Count > 0)
        {
            writer.WriteLine("var");
            writer.Indent++;
            foreach (var (name, term) in locals)
            {
                writer.WriteLine($"{name}: {TypeOf(term)};");
            }
            writer.Indent--;
        }
        writer.WriteLine("begin");
        writer.Indent++;
        foreach (var (name, term) in locals)
        {
            writer.WriteLine($"{name} := {text.Of(term)};");
            text.Define(term, name);
        }
        foreach (var assignment in effect)
        {
            if (assignment.Table.Indices.All(index => machine.Ranges.Count(index) > 0))
            {
                WriteAssignment(assignment);
            }
            else
            {
                // The table has no cells, so it is not declared; a step that gets here is wrong.
                writer.WriteLine($"error \"assignment outside {assignment.Table.Name}\";");
            }
        }
        writer.Indent--;
    }

    private void WriteAssignment(Assignment assignment)
    {
        var table = assignment.Table;
        switch (assignment)
        {
            case CellAssignment cell:
                WriteFill(text.Cell(table, cell.Indices), table.Indices.Skip(cell.Indices.Count), text.Of(cell.Value));
                break;
            case RowCopy copy:
                writer.WriteLine($"{text.Cell(table, [copy.To])} := {text.Cell(copy.Source, [copy.From])};");
                break;
            default:
                throw new InvalidOperationException($"Unknown assignment {assignment}.");
        }
    }

    private string TypeOf(Term term)
    {
        if (term.IsTruth)
        {
            return "boolean";
        }
        var (low, high) = machine.Ranges.Of(term);
        return $"{low} .. {high}";
    }
}
