using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>Does what each line on standard input asks and answers with one line of JSON; <c>pytorch/blocks_worker.py</c> speaks the same.</summary>
/// <remarks>Lines: <c>step COUNT NAME</c>, <c>infer COUNT NAME</c> (mean seconds of a call), <c>memory COUNT NAME</c> (bytes that COUNT steps need beside the part and its inputs).</remarks>
internal sealed class BlockWorker
{
    private BlockCase? _case;

    /// <summary>Serves until the input ends.</summary>
    public void Serve(TextReader requests, TextWriter answers)
    {
        while (requests.ReadLine() is { } line)
        {
            var words = line.Split(' ', 3);
            if (_case?.Name != words[2]) _case = BlockCases.Make(words[2]);
            answers.WriteLine(Answer(_case, words[0], int.Parse(words[1], CultureInfo.InvariantCulture)));
            answers.Flush();
        }
    }

    /// <summary>Writes every case for <c>pytorch/check_blocks.py</c>, in float64: a relu that rounding opens on one side alone moves a gradient by more than a small mistake does.</summary>
    public static void Export(string folder)
    {
        set_default_dtype(ScalarType.Float64);
        foreach (var name in BlockCases.Fusion.Concat(BlockCases.Resamplers).Append("64 x 512"))
        {
            var made = BlockCases.Make(name);
            // A frozen matrix is float32 whatever the default.
            made.Module.to(ScalarType.Float64);
            made.Export(Path.Combine(folder, name));
        }
    }

    private static string Answer(BlockCase @case, string work, int count)
    {
        if (work != "memory") return JsonSerializer.Serialize(new { seconds = new[] { Seconds(@case, work == "step", count) } });
        var before = ProcessMemory.Resident();
        Seconds(@case, true, count);
        return JsonSerializer.Serialize(new { bytes = ProcessMemory.Peak() - before });
    }

    // The mean of a run of calls: one call may be shorter than what a clock resolves well.
    private static double Seconds(BlockCase @case, bool training, int count)
    {
        using var mode = inference_mode(!training);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            if (training) @case.Step();
            else @case.Run();
        }
        return watch.Elapsed.TotalSeconds / count;
    }
}
