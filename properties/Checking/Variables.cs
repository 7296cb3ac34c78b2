using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Checking;

/// <summary>Values of the variables as an array, in the form that compiled terms want.</summary>
internal static class Variables
{
    /// <summary>How many indices there are.</summary>
    public const int Count = At<Num>.Length;

    /// <summary>The same values as a value of the model.</summary>
    public static At<Num> ToAt(int[] values)
    {
        var at = default(At<Num>);
        for (var index = 0; index < Count; index++)
        {
            at[index] = values[index];
        }
        return at;
    }
}
