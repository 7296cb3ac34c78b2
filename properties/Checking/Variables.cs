using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking;

/// <summary>Values of the variables as an array, in the form that compiled terms want.</summary>
internal static class Variables
{
    /// <summary>How many indices there are.</summary>
    public static int Count { get; } = Enum.GetValues<Index>().Length;

    /// <summary>The same values as a value of the model.</summary>
    public static At<Num> ToAt(int[] values) => new(
        values[(int)Index.Folio], values[(int)Index.Page], values[(int)Index.Slot], values[(int)Index.Frame], values[(int)Index.Entry], values[(int)Index.Pin]);
}
