using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>Finds what a row lacks.</summary>
internal static class Missing
{
    /// <summary>A bit for each step, false where one of its numbers is NaN; those become 0. Null = every step is there.</summary>
    /// <param name="values">The row's numbers, dense.</param>
    /// <param name="steps">How many steps they are.</param>
    /// <param name="inner">Numbers of a step that lie side by side.</param>
    public static bool[]? Steps(VBuffer<float> values, int steps, int inner)
    {
        if (!TensorPrimitives.IsNaNAny(values.GetValues())) return null;
        var valid = new bool[steps];
        Array.Fill(valid, true);
        var numbers = VBufferEditor.CreateFromBuffer(ref values).Values;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!float.IsNaN(numbers[i])) continue;
            numbers[i] = 0;
            valid[i / inner % steps] = false;
        }
        return valid;
    }
}
