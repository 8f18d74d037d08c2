namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Base of modules with 5 arguments.</summary>
        public abstract class Module<T1, T2, T3, T4, T5, TResult>
            : HookableModule<
                Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)?>,
                Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult>>,
              IModule<T1, T2, T3, T4, T5, TResult>
        {
            /// <summary>A module of the given name.</summary>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>The computation; runs no hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);

            /// <summary>Runs the hooks before, <see cref="forward"/> and the hooks after it.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5)
            {
                Run(module_pre_hooks, this);
                if (pre_hooks.Count > 0)
                {
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input1, input2, input3, input4, input5) is { } modified)
                        {
                            (input1, input2, input3, input4, input5) = modified;
                        }
                    }
                }

                var result = forward(input1, input2, input3, input4, input5);
                if (post_hooks.Count > 0)
                {
                    foreach (var hook in post_hooks.Values)
                    {
                        if (hook(this, input1, input2, input3, input4, input5, result) is { } modified)
                        {
                            result = modified;
                        }
                    }
                }

                Run(module_post_hooks, this);
                return result;
            }
        }
    }
}
