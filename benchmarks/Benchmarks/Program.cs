using Eegavi.Benchmarks;
using static TorchSharp.torch;

switch (args)
{
    case ["worker"]:
        new Worker().Serve(Console.In, Console.Out);
        return 0;
    case ["worker", "bfloat16"]:
        new Worker(ScalarType.BFloat16).Serve(Console.In, Console.Out);
        return 0;
    case ["export", var folder]:
        new Worker().Export(folder);
        return 0;
    case ["compare", var pytorch, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new Comparison(pytorch, count, Console.Out).Run();
        return 0;
    default:
        Console.Error.WriteLine("Expected 'worker [bfloat16]', 'export FOLDER' or 'compare PYTORCH-FOLDER ROUNDS'.");
        return 2;
}
