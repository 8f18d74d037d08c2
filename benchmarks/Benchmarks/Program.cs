using Eegavi.Benchmarks;
using Eegavi.Benchmarks.Transforms;
using static TorchSharp.torch;

switch (args)
{
    case ["worker"]:
        new Worker().Serve(Console.In, Console.Out);
        return 0;
    case ["worker", "bfloat16"]:
        new Worker(ScalarType.BFloat16).Serve(Console.In, Console.Out);
        return 0;
    case ["cuda-worker", var products, var rows] when int.TryParse(rows, out var count) && count > 0:
        new Worker(products == "bfloat16" ? ScalarType.BFloat16 : null, CUDA, count).Serve(Console.In, Console.Out);
        return 0;
    case ["cuda", var pytorch, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new CudaComparison(pytorch, count, Console.Out).Run();
        return 0;
    case ["export", var folder]:
        new Worker().Export(folder);
        return 0;
    case ["compare", var pytorch, var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new Comparison(pytorch, count, Console.Out).Run();
        return 0;
    case ["blocks-worker"]:
        new BlockWorker().Serve(Console.In, Console.Out);
        return 0;
    case ["blocks-export", var folder]:
        BlockWorker.Export(folder);
        return 0;
    case [("blocks" or "blocks-one-core") and var what, var pytorch, var rounds, var only] when int.TryParse(rounds, out var count) && count > 0:
        using (var blocks = new BlockComparison(pytorch, count, only, what == "blocks" ? null : 0, Console.Out, Console.Error)) blocks.Run();
        return 0;
    case ["small-worker"]:
        new Worker(model: ModelSize.Small).Serve(Console.In, Console.Out);
        return 0;
    case ["transform", var rounds] when int.TryParse(rounds, out var count) && count > 0:
        new TransformComparison(count, Console.Out).Run();
        return 0;
    default:
        Console.Error.WriteLine("Expected what benchmarks/run gives: 'compare', 'blocks' or 'blocks-one-core', 'transform', 'cuda', each with its arguments, or one of their workers.");
        return 2;
}
