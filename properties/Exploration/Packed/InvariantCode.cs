using Vmemmap.Model;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Compilation;
using Vmemmap.Properties.Exploration.Layout;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Is the invariant violated in the state with these words?</summary>
public delegate bool ViolationTest(ulong[] words);

/// <summary>Makes code of a recorded invariant: loops over its variables, each premise tested as soon as its variables have values.</summary>
public static class InvariantCode
{
    /// <summary>The code that tells whether the invariant is violated for some values of its variables.</summary>
    public static ViolationTest Compile(RecordedInvariant invariant, PackedLayout layout, Scope scope) => Of(invariant, layout, scope).Value;

    /// <summary>The code that tells whether the invariant is violated for some values of its variables, compiled when it is first needed.</summary>
    internal static Code<ViolationTest> Of(RecordedInvariant invariant, PackedLayout layout, Scope scope)
    {
        var words = Parameter(typeof(ulong[]), "words");
        var (code, found) = (new PackedCode(layout, scope, words), Label(typeof(bool)));
        var search = code.Violation(invariant, _ => [], code.For, Return(found, Constant(true)));
        return new(Lambda<ViolationTest>(Block(invariant.Indices.Select(code.VariableOf), search, Label(found, Constant(false))), words));
    }
}
